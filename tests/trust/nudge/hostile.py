"""Texts made to take long: 20,000 characters that nearly match, again and again."""

LENGTH = 20_000
ATOMS = (
    "a", "1", "(", " ", "\n", "Á", "my ", "Maria ", "Maria, ", "Maria and ", "A. ", "J.R. ", "1 ", "12 Main ",
    "123-45-", "1-", "(617) ", "a@", "@a.", "a.b@c.", "My client ", "A guest named ", "mi clienta ",
    "una persona llamada ", "MRN 1111111111111111 ", "case # ", "case number 1a1a", "born ", "born on March ",
    "her phone ", "lives in ", "client lives x", "se llama ", "programa ", "office ", "calle Aa ",
    "calle de la Aa de ", "resident of ", "I support ", "her son ", "su hija ", "Maria was ", "Maria's ",
    "social ", "social 1 ", "last four of her ", "apt ", "non-", "the ", "substance ", "the mentally ",
    "Mary-Ann O'Neill ", "un señor ", "el diagnóstico de ", "1EG4-TE5-", "👻", "İ",
)  # fmt: skip


def texts() -> list[str]:
    return [(atom * LENGTH)[:LENGTH] for atom in ATOMS]
