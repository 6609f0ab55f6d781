"""Code lists of a profile and its trigger plan. The bands of a plan are those of a report.

The days of the risk bands are this project's reading of when each wording was in use; a deployment corrects them here.
"""

from datetime import date

from referrals.children.codes import Code

RISK_BANDS = (
    Code("HIGH", "High"),
    Code("MEDIUM", "Medium"),
    Code("LOW", "Low"),
    Code("VERY_LOW", "Very low", valid_from=date(2023, 1, 1)),
    Code("NO_APPARENT_RISK", "No apparent risk", valid_from=date(2017, 1, 1), valid_to=date(2022, 12, 31)),
    Code("ABSENT", "Absent", valid_from=date(2013, 4, 1), valid_to=date(2017, 12, 31)),
)
