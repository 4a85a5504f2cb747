"""What is kept: encrypted originals and results, jobs, and an audit trail that shows any change to itself.

`keys` who may unlock; `sealing` how a document is encrypted; `blobs` where the bytes lie; `tables` and
`database` the rows; `documents`, `jobs` and `audit` the questions that may be asked of them; `store` all of
it opened together.
"""
