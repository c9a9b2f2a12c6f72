"""The mistakes that people make when they type, copy and add up tables: a stable name and its words for each."""

from geo.issue_kinds import Words

MISTAKES: dict[str, Words] = {
    "permuted-values": Words("değerler başka satırlara yazılmış", "values written on other rows"),
    "shifted-block": Words("art arda satırlar bir satır kaymış", "a block of rows shifted by one"),
    "moved-column": Words("başka bir sütunun değerleri yazılmış", "values of another column"),
    "transposed-digits": Words("iki rakam yer değiştirmiş", "two digits transposed"),
    "dropped-digit": Words("bir rakam eksik yazılmış", "a digit dropped"),
    "added-digit": Words("bir rakam fazla yazılmış", "a digit too many"),
    "factor-ten": Words(
        "on kat fark (bir sıfır ya da virgülün yeri)", "a factor of ten (a zero, or the place of the decimal mark)"
    ),
    "factor-hundred": Words(
        "yüz kat fark (sıfırlar ya da virgülün yeri)", "a factor of a hundred (zeros, or the place of the decimal mark)"
    ),
    "thousands-lost": Words("binler kaybolmuş (bin kat küçük)", "thousands lost (a thousand times too small)"),
    "thousands-doubled": Words("binler iki kez sayılmış (bin kat büyük)", "thousands doubled (a thousand times too large)"),
    "unit-slipped": Words("birim karışmış", "a unit slipped"),
    "copied-row": Words("bir satır komşusunun üzerine kopyalanmış", "a row copied over its neighbour"),
    "subtotal-counted": Words("ara toplam da toplanmış", "a subtotal was added in"),
    "row-counted-twice": Words("bir satır iki kez toplanmış", "a row counted twice"),
    "row-left-out": Words("bir satır toplama katılmamış", "a row left out of the total"),
    "misprinted-total": Words("toplam yanlış yazılmış", "the total is misprinted"),
    "rounding": Words("yuvarlama", "rounding"),
    "unknown": Words("belli değil", "not clear"),
}
