"""The version of this installation, as `wijkmunt --version` and GET /server say it."""

VERSION = "0.1.0"
