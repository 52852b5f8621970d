"""What every definition file has in common: frozen, no unknown keys, labels in three languages."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from piicatalog.model.label import Label


class Definition(BaseModel):
    """A part of a definition file; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class LabelDefinition(Definition):
    """A name in one or more languages; a bare text is English."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_english(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    def to_label(self) -> Label:
        """Return it as the core's value."""
        return Label(fi=self.fi, sv=self.sv, en=self.en)
