"""Kinds of issues about what a page is asked for."""

from geo.issue_kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown-parameter-value": Kind(
        "error",
        "planner",
        "Adresteki {parameter}={value} anlaşılmadı. Olabilecekler: {known}.",
        "{parameter}={value} in the address was not understood. It can be: {known}.",
    ),
    "years-in-wrong-order": Kind(
        "error",
        "planner",
        "İlk yıl ({first}) son yıldan ({last}) önce olmalı; yılları değiştirip yeniden deneyin.",
        "The first year ({first}) must come before the last ({last}); change the years and try again.",
    ),
    "host-refused": Kind(
        "error",
        "administrator",
        '"{host}" adıyla gelen istek yanıtlanmadı: sunucu yalnız bu bilgisayara açık. Adres çubuğuna 127.0.0.1 yazın.',
        'A request for "{host}" was not answered: the server is open to this computer only. Type 127.0.0.1 as the address.',
    ),
}
