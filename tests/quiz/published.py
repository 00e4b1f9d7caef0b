"""Published tables, as they were printed. Strata are (reference right, reference wrong, focal right, focal wrong)."""

VERBAL = [
    (0, 3, 0, 1), (1, 8, 0, 1), (3, 12, 0, 3), (2, 7, 1, 3), (1, 8, 0, 2), (6, 8, 1, 2), (4, 10, 2, 5), (7, 8, 1, 4),
    (7, 9, 0, 3), (7, 6, 0, 2), (9, 6, 1, 3), (4, 5, 3, 3), (16, 4, 0, 5), (12, 6, 3, 2), (7, 2, 5, 2), (5, 1, 3, 0),
    (8, 1, 1, 2), (8, 0, 2, 0), (5, 0, 0, 1), (6, 0, 3, 0), (1, 0, 2, 0), (4, 0, 1, 0),
]  # fmt: skip
"""Verbal aggression, item S2WantShout, women (reference) and men by total score: the example of the R package difR (Magis,
Béland, Tuerlinckx and De Boeck 2010, Behavior Research Methods 42:847), from the data of Vansteelandt 2000."""

VERBAL_SCOLD = [
    (0, 3, 0, 1), (0, 9, 0, 1), (1, 14, 0, 3), (1, 8, 1, 3), (1, 8, 2, 0), (3, 11, 2, 1), (3, 11, 4, 3), (1, 14, 0, 5),
    (6, 10, 2, 1), (5, 8, 2, 0), (8, 7, 3, 1), (6, 3, 4, 2), (11, 9, 4, 1), (12, 6, 4, 1), (9, 0, 7, 0), (5, 1, 1, 2),
    (7, 2, 3, 0), (6, 2, 2, 0), (5, 0, 1, 0), (6, 0, 3, 0), (1, 0, 2, 0), (4, 0, 1, 0),
]  # fmt: skip
"""The same for item S2DoScold, which is easier for the focal group."""

RABBITS = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)]
"""Penicillin in rabbits: R's help of `mantelhaen.test`, from Agresti 1990, Categorical Data Analysis, p. 250."""

BERKELEY = [
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391), (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317),
]  # fmt: skip
"""Admissions at Berkeley 1973, men and women by department: R's `UCBAdmissions`."""

SMOKING = [
    (126, 100, 35, 61), (908, 688, 497, 807), (913, 747, 336, 598), (235, 172, 58, 121), (402, 308, 121, 215),
    (182, 156, 72, 98), (60, 99, 11, 43), (104, 89, 21, 36),
]  # fmt: skip
"""Smoking and lung cancer in eight Chinese cities: Agresti 1996, An Introduction to Categorical Data Analysis, table 3.3."""

CREAM = [
    (11, 25, 10, 27), (16, 4, 22, 10), (14, 5, 7, 12), (2, 14, 1, 16), (6, 11, 0, 12), (1, 10, 0, 10),
    (1, 4, 1, 8), (4, 2, 6, 1),
]  # fmt: skip
"""Two creams in eight centres: Beitler and Landis 1985; Agresti 2002, Categorical Data Analysis, table 6.9."""

LSAT6: dict[tuple[int, ...], int] = {
    (0, 0, 0, 0, 0): 3, (0, 0, 0, 0, 1): 6, (0, 0, 0, 1, 0): 2, (0, 0, 0, 1, 1): 11, (0, 0, 1, 0, 0): 1,
    (0, 0, 1, 0, 1): 1, (0, 0, 1, 1, 0): 3, (0, 0, 1, 1, 1): 4, (0, 1, 0, 0, 0): 1, (0, 1, 0, 0, 1): 8,
    (0, 1, 0, 1, 1): 16, (0, 1, 1, 0, 1): 3, (0, 1, 1, 1, 0): 2, (0, 1, 1, 1, 1): 15, (1, 0, 0, 0, 0): 10,
    (1, 0, 0, 0, 1): 29, (1, 0, 0, 1, 0): 14, (1, 0, 0, 1, 1): 81, (1, 0, 1, 0, 0): 3, (1, 0, 1, 0, 1): 28,
    (1, 0, 1, 1, 0): 15, (1, 0, 1, 1, 1): 80, (1, 1, 0, 0, 0): 16, (1, 1, 0, 0, 1): 56, (1, 1, 0, 1, 0): 21,
    (1, 1, 0, 1, 1): 173, (1, 1, 1, 0, 0): 11, (1, 1, 1, 0, 1): 61, (1, 1, 1, 1, 0): 28, (1, 1, 1, 1, 1): 298,
}  # fmt: skip
"""Law School Admission Test, section 6, 1,000 people on 5 items: Bock and Lieberman 1970, Psychometrika 35:179."""

TEN_STUDENTS = [
    "1111110110", "1011011101", "1111011001", "0010001000", "0000010010",
    "1110111111", "1101110111", "1111111101", "0101111101", "1101101110",
]  # fmt: skip
"""Ten students on ten items: K. Wuensch, East Carolina University, "The Kuder-Richardson 20"."""

VERBAL_ALL = [
    (1.7076, 0.4036), (2.1486, 0.3805), (0.9926, 0.5106), (1.9302, 0.3954), (2.9540, 0.2917), (9.6032, 0.0466),
    (0.0013, 0.9711), (0.6752, 0.5483), (0.8185, 0.5162), (1.6292, 0.4036), (0.0152, 0.9412), (4.1188, 0.1945),
    (0.1324, 0.8182), (2.7501, 0.2917), (0.0683, 0.8660), (6.3029, 0.0964), (6.8395, 0.0964), (0.2170, 0.7696),
    (5.7817, 0.0972), (3.8880, 0.1945), (0.2989, 0.7384), (1.1220, 0.4963), (1.4491, 0.4222), (0.8390, 0.5162),
]  # fmt: skip
"""All 24 items of the same example: χ², and p adjusted after Benjamini and Hochberg, as difR prints them."""
