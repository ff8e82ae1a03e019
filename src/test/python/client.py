"""What users of a generated client do first: submit a run, wait for it, read a series of it, look at the findings."""

import sys

from backflow_client import Client
from backflow_client.api.diagnosis import get_findings
from backflow_client.api.results import get_series
from backflow_client.api.runs import get_run, submit_run
from backflow_client.models import Findings, Run, RunRequest
from backflow_client.models.get_series_statistic import GetSeriesStatistic
from backflow_client.models.get_series_tensor import GetSeriesTensor

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
request = RunRequest.from_dict(
    {
        "name": "from a generated client",
        "spec": {
            "dataset": {"type": "circles", "samples": 1000, "noise": 0.1, "factor": 0.5, "seed": 42},
            "network": {
                "layers": [
                    {"name": "hidden", "repeat": 4, "units": 5, "activation": "sigmoid"},
                    {"type": "batch_normalization", "name": "normal"},
                    {"name": "last", "units": 5, "normalization": {"type": "batch_normalization"}},
                    {"units": 1, "activation": "sigmoid"},
                ]
            },
            "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 20},
        },
    }
)

run = submit_run.sync(client=client, body=request)
assert isinstance(run, Run), run
while run.status.finished_at is None:
    run = get_run.sync(run.id, client=client, prefer="wait=5")
    assert isinstance(run, Run), run
assert run.status.state.value == "succeeded", run.status

series = get_series.sync(
    run.id,
    client=client,
    tensor=GetSeriesTensor.KERNEL_GRADIENT,
    statistic=GetSeriesStatistic.STD,
)
columns = series.columns.additional_properties
assert columns["epoch"] == list(range(21)), columns
assert all(columns["hidden_1"]), columns

findings = get_findings.sync(run.id, client=client)
assert isinstance(findings, Findings), findings
print(run.id, "succeeded,", len(columns) - 1, "layers,", len(findings.items), "findings")
