"""Doors from the agreement to the next step: (the rest of the address, the door, its name)."""

from typing import Any

from yoriai.proposals.views import agreements

WORK: list[tuple[str, Any, str]] = [
    ("agreement/", agreements.agreement, "agreement"),
    ("agreement/text/", agreements.agreement_text, "agreement_text"),
    ("agreement/versions/", agreements.agreement_versions, "agreement_versions"),
    ("agreement/versions/<int:version>/pdf/", agreements.agreement_file, "agreement_file"),
    ("agreement/remarks/", agreements.agreement_remark, "agreement_remark"),
    ("agreement/ready/", agreements.agreement_ready, "agreement_ready"),
    ("agreement/signing/", agreements.signing, "signing"),
    ("agreement/on-paper/", agreements.signed_on_paper, "signed_on_paper"),
    ("agreement/on-paper/<int:pk>/", agreements.signed_paper, "signed_paper"),
]
