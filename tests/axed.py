"""The pages that axe looks at, each in both languages and at two widths; a test asks that none is missing."""

# Of the synthetic municipality, which has every layer.
ATLAS = {
    "atlas": "/?katman=zoning,parks,roads",
    "kart": "/mahalleler/900001",
    "karsilastir": "/karsilastir",
    "ara": "/ara?q=park",
    "dagilim": "/dagilim",
    "imar": "/imar",
}
REPORTS = {"raporlar": "/raporlar", "acik-veri": "/acik-veri"}
DESK = {
    "veri": "/veri",
    "katman": "/katmanlar/population",
    "katman-cizim": "/katmanlar/boundaries",
    "sorunlar": "/katmanlar/assets/sorunlar",
    "ayrilan": "/katmanlar/assets/ayrilan",
    "gecmis": "/katmanlar/population/gecmis",
    "fark": "/katmanlar/population/fark?eski=1&yeni=2",
    "adlar": "/veri/adlar",
    "celiskiler": "/veri/celiskiler",
}
OGC = {
    "ogc": "/ogc?f=html",
    "standartlar": "/ogc/conformance?f=html",
    "kumeler": "/ogc/collections?f=html",
    "kume": "/ogc/collections/atlas?f=html",
    "alanlar": "/ogc/collections/population/queryables?f=html",
    "sema": "/ogc/collections/population/schema?f=html",
    "kayitlar": "/ogc/collections/population/items?f=html&limit=20&offset=20",
    "kayit": "/ogc/collections/atlas/items/31083?f=html",
}

OFFICE = {
    "giris": "/giris",
    "parola": "/parola",
    "kullanicilar": "/kullanicilar",
    "kayitlar": "/kayitlar",
    "yayin": "/yayin",
    "yayin-katman": "/yayin/population",
    "veri": "/veri",
    "atlas": "/",
    "yatirimlar-bos": "/yatirimlar",
}
PROGRAMME = {
    "program": "/yatirimlar",
    "plan": "/yatirimlar/plan",
    "etki": "/yatirimlar/etki",
    "aday": "/yatirimlar/adaylar",
    "yeni": "/yatirimlar/duzenle",
    "hedefler": "/hedefler",
    "hedef": "/hedefler/2.1",
    # one investment and its form; the test says which
    "yatirim": "/yatirimlar/yatirim",
    "degistir": "/yatirimlar/duzenle",
}
QUERY = "tur=park&sayi=25&yilda=5&mesafe=300&birak=leased&birak=not-zoned"
SITING = {
    "yer-secimi": "/yer-secimi",
    "yer-secimi-adaylar": f"/yer-secimi?{QUERY}",
    "yer-secimi-ret": "/yer-secimi?tur=park&sayi=x&butce=0",
    # a run that is done; the test says which
    "yer-secimi-sonuc": "/yer-secimi/x",
    "senaryolar": "/senaryolar",
    "senaryo": "/senaryolar/yarisi",
    "senaryo-form": "/yeni-senaryo?kopya=konut",
    "senaryo-duzenle": "/senaryolar/konut/duzenle",
    "senaryo-karsilastirma": "/senaryo-karsilastirmasi",
}
