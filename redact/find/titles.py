"""Titles, ranks and jobs that stand before a name, and what each says of the person."""

from __future__ import annotations


def _listed(written: str) -> tuple[str, ...]:
    """The entries of a list written with bars between them."""
    return tuple(entry.strip() for entry in written.replace("\n", " ").split(" | ") if entry.strip())


COURTESY = _listed("""
Mr | Mrs | Ms | Miss | Mx | Master | Sir | Dame | Lord | Lady | Mister | Messrs | Mme | Madame |
Mlle
""")
"""Part of the name: it goes with it. Says nothing of a person's part in the case."""

LEARNED = _listed("""
Dr | Doctor | Prof | Professor | Rev | Revd | Reverend | Fr | Rabbi | Imam | Cllr | Councillor |
Canon | Sheikh | Mufti | Pastor
""")
"""Part of the name; most of them are there by profession."""

RANKS = _listed("""
PC | WPC | DC | TDC | T/DC | A/DC | PS | DS | T/DS | A/DS | A/PS | T/PS | DI | T/DI | A/DI | DCI |
T/DCI | A/DCI | DSU | Det Supt | DCS | PCSO | Sgt | Sergeant | Insp | Inspector | Ch Insp |
Chief Inspector | C/Insp | Supt | Superintendent | Ch Supt | Chief Superintendent | ACC | DCC |
Constable | Detective Constable | Detective Sergeant | Detective Inspector |
Detective Chief Inspector | Detective Superintendent | Police Constable | Police Sergeant | Det Con
| Det Sgt | Det Insp | DetCon | HHJ | HH Judge | Judge | District Judge | Mr Justice | Mrs Justice |
Ms Justice | Justice | Recorder | DJ | ADJ | SO | CM | PO | SPO | CSO | VLO | POM | COM | Officer |
Governor | Chaplain | Nurse | Sister | Capt | Captain | Major | Col | Lt | Cpl | Sgt Major
""")
"""Not part of the name: they stay, and say that the person is a professional."""

JOBS = _listed("""
Probation Officer | Senior Probation Officer | Probation Services Officer | Offender Manager |
Prison Offender Manager | Community Offender Manager | Offender Supervisor | Case Manager |
Case Worker | Caseworker | Key Worker | Keyworker | Support Worker | Family Support Worker |
Housing Officer | Social Worker | Senior Social Worker | Team Manager | Team Leader |
Service Manager | Prison Officer | Victim Liaison Officer | Care Coordinator | Care Co-ordinator |
Psychologist | Forensic Psychologist | Psychiatrist | Consultant Psychiatrist | Health Visitor |
Community Psychiatric Nurse | Mental Health Nurse | IDVA | ISVA | MAPPA Coordinator |
MAPPA Co- ordinator | MAPPA Administrator | Administrator | Minute taker | Minute-taker |
Head teacher | Headteacher | Teacher | Solicitor | Barrister | Youth Worker | Drug Worker |
Recovery Worker | Work Coach | Job Coach | Landlord | GP | Chair | Head of Service | Mentor | Tutor
| Consultant | Keyworker | Advocate | Interpreter | Detective | Duty Worker | Practitioner |
Assistant Director | Deputy Head | Safeguarding Lead | Designated Safeguarding Lead | Manager |
Co-ordinator | Coordinator | Counsel | Coroner
""")
"""Not part of the name; the person is a professional."""
