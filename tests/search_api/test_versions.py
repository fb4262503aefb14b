"""Minutes of one meeting in two languages know of each other."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.search_api.conftest import KEY

AUTHORISED = {"Authorization": f"Bearer {KEY}"}
MINUTES = {
    "somtc-en": "Minutes of the 16th SOMTC\nDate: 24 May 2016\nThe fund holds 900 dollars.\n",
    "somtc-km": "កំណត់ហេតុកិច្ចប្រជុំ SOMTC លើកទី១៦\nកាលបរិច្ឆេទ៖ ថ្ងៃទី២៤ ខែឧសភា ឆ្នាំ២០១៦\nមូលនិធិមាន ៩០០ ដុល្លារ។\n",
    "somtc-en-later": "Minutes of the 17th SOMTC\nDate: 20 June 2017\nThe fund holds 950 dollars.\n",
    "somtc-en-draft": "Draft minutes of the 16th SOMTC\nDate: 24 May 2016\nThe fund holds 900 dollars.\n",
}


@pytest.mark.parametrize(
    ("document_id", "expected"),
    [
        ("somtc-en", ["somtc-km"]),
        ("somtc-km", ["somtc-en", "somtc-en-draft"]),
        ("somtc-en-later", []),
        ("budget-2020", []),
    ],
)
def test_versions_are_of_the_same_day_and_body_in_another_language(
    client: TestClient, document_id: str, expected: list[str]
) -> None:
    for name, text in MINUTES.items():
        sent = {"file": (f"{name}.txt", text.encode())}
        assert client.post("/v1/documents", files=sent, headers=AUTHORISED).status_code == 201
    versions = client.get(f"/v1/documents/{document_id}").json()["versions"]
    assert [version["document_id"] for version in versions] == expected
