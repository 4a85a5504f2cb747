"""Everything that an installation may choose, read from the environment.

Each field is set by `COUNTERSIGN_` and its name in capitals (`COUNTERSIGN_WORKERS=4`). One machine and a
grown installation run the same code and differ in these alone. A variable with the prefix and a name that is
not here is an error: a mistyped ceiling that was silently ignored would be a ceiling that nobody set.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.limits import MEBIBYTE, Limits
from models.errors import SettingsError
from models.marking import ProtectiveMarking, Tier
from storage.accounts import AccountRole
from storage.token_keys import TokenAt

PREFIX = "COUNTERSIGN_"

Ceiling = Literal["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"]


class Settings(BaseSettings):
    """One installation's choices. Sizes are in the unit that the name ends in, times in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, validate_default=True)

    # where things are kept
    folder: Path = Field(
        Path("var"),
        description="Folder for the database, the originals and the keys, where nothing below names another.",
    )
    database_url: SecretStr = Field(
        SecretStr(""),
        description="SQLAlchemy URL of the database: sqlite:///PATH or postgresql+pg8000://USER@HOST/NAME. "
        "Empty: countersign.sqlite3 in the folder.",
    )
    store_url: str = Field(
        "",
        description="Where encrypted originals go: file:///FOLDER or s3://BUCKET/PREFIX. "
        "Empty: `originals` in the folder.",
    )
    key_file: Path | None = Field(
        None,
        description="The key file, made at first start with mode 0600. Without it no document can be "
        "read again: keep a copy apart from the data. Empty: `keys/countersign.keys` in the folder.",
    )
    pkcs11_module: Path | None = Field(
        None,
        description="The PKCS#11 library of a hardware security module: the keys are then in its token and "
        "never leave it (docs/keys.md). Empty: the key file.",
    )
    pkcs11_token: str = Field("countersign", description="The label of that module's token.")
    pkcs11_pin: SecretStr = Field(SecretStr(""), description="The PIN of that token's user.")

    # what is let in
    max_file_mb: int = Field(50, ge=1, le=1000, description="Files larger than this are refused unread.")
    max_pages: int = Field(2000, ge=1, le=20_000, description="PDFs with more pages are refused.")
    read_seconds: int = Field(18, ge=2, le=600, description="A file that takes longer to read is refused.")
    read_memory_mb: int = Field(
        768, ge=256, le=8192, description="Memory that the reading of one file may take."
    )
    ocr_pages: int = Field(
        60,
        ge=0,
        le=2000,
        description="How many pages and pictures of one document are searched for words, where tesseract is "
        "installed; what is beyond counts as not read. 0: none.",
    )
    ocr_seconds: int = Field(
        240,
        ge=5,
        le=7200,
        description="Time for that, for one document. Keep it well under COUNTERSIGN_JOB_SECONDS.",
    )
    clamd: str = Field(
        "",
        description="Where the virus scanner `clamd` listens: its socket's path, or HOST:PORT. Files are "
        "scanned before they are read; while it cannot be asked, none is. Empty: files are not scanned.",
    )
    clamd_seconds: int = Field(
        120, ge=1, le=3600, description="How long the virus scanner may take over one file."
    )
    marking_ceiling: Ceiling = Field(
        "OFFICIAL-SENSITIVE",
        description="The highest marking this installation may hold. A document above it is refused and its "
        "content not kept.",
    )
    max_waiting_jobs: int = Field(
        10_000, ge=1, description="With this many jobs waiting, new documents are answered 'busy, try later'."
    )

    # how documents are judged
    model_path: Path | None = Field(
        None, description="Folder of a spaCy model to use in place of the one shipped with the product."
    )
    forms: Path | None = Field(
        None,
        description="Folder of the area's own forms, a TOML file each (docs/forms.md): added to those that "
        "are shipped, or in place of one that has the same file name. Empty: those that are shipped.",
    )
    retention: Path | None = Field(
        None,
        description="Folder of the area's own retention schedules, a TOML file each (docs/retention.md): in "
        "place of those that are shipped, which set no periods. Empty: nothing is ever due for disposal.",
    )
    profile: str | None = Field(
        None,
        description="Profile of the checks (which rules apply, and how gravely). Empty: the default profile.",
    )
    area: str = Field("", description="Name of the area that documents belong to, as printed on reports.")
    policy: str = Field("third-party", description="Disclosure policy used where none is named.")
    staff_names: bool | None = Field(
        None,
        description="Whether names of professionals may stay in redacted copies. Empty: as the policy says.",
    )
    earlier_documents: int = Field(
        12,
        ge=1,
        le=200,
        description="How many of a case's most recent earlier documents a document is checked against.",
    )
    other_case_documents: int = Field(
        6,
        ge=0,
        le=100,
        description="How many documents of other cases, those sharing most wording, one is checked against.",
    )

    # who may ask, and how often
    hosts: str = Field(
        "",
        description="The names that the service is reached by, with a comma between them, as in the address "
        "that people type: `countersign.example.org`, or `*.example.org` for all names below. This machine's "
        "own (`localhost`, `127.0.0.1`) are always known; a request by any other name is refused.",
    )
    requests_per_minute: int = Field(
        1200,
        ge=0,
        description="Requests that one account, or one address that is not signed in, may make within a "
        "minute; beyond, they are answered 429. 0: as many as they like.",
    )

    # what is told to those who watch over it
    metrics: str = Field(
        "",
        description="Address and port that figures for Prometheus are served on, such as 127.0.0.1:9464: "
        "numbers and codes alone, to whoever reaches that address. Empty: none.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Log lines for people (text) or an object a line for a collector (json)."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least that is logged."
    )

    # who comes in
    second_factor_for: str = Field(
        "",
        description="Roles, with commas between them, whose local accounts need a second factor: such an "
        "account opens nothing before it has one. Empty: whoever wants one has one.",
    )

    oidc_issuer: str = Field(
        "",
        description="OpenID Connect: the issuer's address, as it says it of itself. Empty: people sign in "
        "with accounts of this installation alone (docs/people.md).",
    )
    oidc_client_id: str = Field("", description="What the identity provider calls this service.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="The secret that it gave this service. Empty: none, PKCE alone."
    )
    oidc_redirect_url: str = Field(
        "", description="Where the provider sends people back: https://THIS-HOST/sign-in/return."
    )
    oidc_scope: str = Field("openid profile email", description="What the provider is asked for.")
    oidc_role_claim: str = Field(
        "roles", description="The claim of the token that says the role; a.b is b inside a."
    )
    oidc_roles: str = Field(
        "",
        description="Which of its values stands for which role: VALUE=ROLE, with commas between, the first "
        "that fits counts. Whose token has none of them does not come in.",
    )
    oidc_area_claim: str = Field("areas", description="The claim that says the areas.")
    oidc_areas: str = Field(
        "",
        description="Which of its values stands for which area: VALUE=AREA, with commas between, VALUE=* "
        "for every area. What is not named stands for none.",
    )

    # who does the work
    workers: int = Field(
        2, ge=1, le=64, description="Worker processes: of `countersign serve`, and of `countersign run`."
    )
    attempts: int = Field(
        3, ge=1, le=20, description="Times that a job is started before it is called failed, with its reason."
    )
    lease_seconds: int = Field(
        60,
        ge=1,
        le=3600,
        description="A worker that has not been heard of for so long has lost its job to another.",
    )
    job_seconds: int = Field(
        600,
        ge=1,
        le=36_000,
        description="A job that runs longer in one attempt is stopped, and counts as an attempt.",
    )
    poll_seconds: float = Field(0.5, gt=0, le=60, description="How often an idle worker looks for a job.")
    stop_seconds: int = Field(
        20,
        ge=1,
        le=600,
        description="How long a worker that is told to stop may go on with the job in hand; then it gives it "
        "back, and another worker goes on from the last finished stage.",
    )
    celery_broker_url: SecretStr = Field(
        SecretStr(""),
        description="Broker for Celery workers: amqp://... or redis://... Empty: no broker, workers look by "
        "themselves.",
    )
    redis_visibility_seconds: int = Field(
        0,
        ge=0,
        le=100_000,
        description="With Redis as the broker: a message that a worker took and did not finish for so long "
        "is given to another. 0: twice COUNTERSIGN_JOB_SECONDS.",
    )
    redis_restore_seconds: int = Field(
        2, ge=1, le=3600, description="With Redis as the broker: how often such messages are looked for."
    )

    @field_validator("forms")
    @classmethod
    def _forms_can_be_used(cls, value: Path | None) -> Path | None:
        """A form that cannot be used is told at start, with its file, its key and the remedy."""
        if value is not None:
            from ingest.structure import form_files, forms_with

            forms_with(form_files(value))
        return value

    @field_validator("second_factor_for")
    @classmethod
    def _roles_exist(cls, value: str) -> str:
        wanted = [role.strip() for role in value.split(",") if role.strip()]
        strange = sorted(set(wanted) - {role.value for role in AccountRole})
        if strange:
            raise ValueError(f"there is no role called {', '.join(strange)}")
        return ",".join(wanted)

    @field_validator("oidc_roles")
    @classmethod
    def _roles_are_mapped(cls, value: str) -> str:
        strange = sorted({role for _, role in _pairs(value)} - {role.value for role in AccountRole})
        if strange:
            raise ValueError(f"there is no role called {', '.join(strange)}")
        return value

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        """A provider that lacks its half is told at start, and not to the first who signs in."""
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_redirect_url and self.oidc_roles):
            raise ValueError(
                f"{PREFIX}OIDC_ISSUER needs {PREFIX}OIDC_CLIENT_ID, _OIDC_REDIRECT_URL and _OIDC_ROLES"
            )
        return self

    @property
    def oidc_role_map(self) -> list[tuple[str, str]]:
        """Values of the role's claim with the roles that they stand for."""
        return _pairs(self.oidc_roles)

    @property
    def oidc_area_map(self) -> list[tuple[str, str]]:
        """Values of the areas' claim with the areas that they stand for."""
        return _pairs(self.oidc_areas)

    @field_validator("policy", "area")
    @classmethod
    def _trimmed(cls, value: str) -> str:
        return value.strip()

    @property
    def ceiling(self) -> ProtectiveMarking:
        """`marking_ceiling` as a marking."""
        sensitive = self.marking_ceiling == "OFFICIAL-SENSITIVE"
        return ProtectiveMarking(Tier.OFFICIAL if sensitive else Tier(self.marking_ceiling), sensitive)

    @property
    def limits(self) -> Limits:
        """What the reader enforces."""
        return Limits(
            file_bytes=self.max_file_mb * MEBIBYTE,
            pages=self.max_pages,
            wall_seconds=self.read_seconds,
            cpu_seconds=max(1, self.read_seconds - 2),
            memory_bytes=self.read_memory_mb * MEBIBYTE,
            ocr_pictures=self.ocr_pages,
            ocr_seconds=self.ocr_seconds,
        )

    @property
    def database(self) -> str:
        """The database's URL, the default filled in. It may hold a password: never log it."""
        return (
            self.database_url.get_secret_value() or f"sqlite:///{self.folder.absolute()}/countersign.sqlite3"
        )

    @property
    def store(self) -> str:
        """The URL of the store for originals, the default filled in."""
        return self.store_url or (self.folder.absolute() / "originals").as_uri()

    @property
    def keys(self) -> Path | TokenAt:
        """Where the keys are: the key file, the default filled in, or a token."""
        file = self.key_file or self.folder.absolute() / "keys" / "countersign.keys"
        if self.pkcs11_module is None:
            return file
        return TokenAt(self.pkcs11_module, self.pkcs11_token, self.pkcs11_pin.get_secret_value(), file)


def _pairs(value: str) -> list[tuple[str, str]]:
    """VALUE=WHAT, with commas between; a value may hold an equals sign, as names in a directory do."""
    found = []
    for part in value.split(","):
        if part.strip():
            said, equals, stands_for = part.strip().rpartition("=")
            if not equals or not said.strip() or not stands_for.strip():
                raise ValueError("give VALUE=WHAT, with commas between")
            found.append((said.strip(), stands_for.strip()))
    return found


def load_settings(**chosen: Any) -> Settings:
    """Settings from the environment, those `chosen` by the caller first; raises `SettingsError`."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    strange = sorted(v for v in os.environ if v.upper().startswith(PREFIX) and v.upper() not in known)
    if strange:
        raise SettingsError(
            f"There is no setting called {', '.join(strange)}.",
            "Correct or remove the variable; deploy/settings.md lists all settings.",
        )
    try:
        return Settings(**chosen)
    except ValidationError as error:
        faults = "; ".join(
            f"{PREFIX}{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()
        )
        raise SettingsError(f"A setting cannot be used: {faults}.", "Correct it and start again.") from None
