"""The rule `unknown-service`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.frontmatter._schema import overlaps, spoken_of
from hotwash.rules.suggest import nearest


@rule("unknown-service", since="0.1", level=WARNING, directory=True)
def unknown_service(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A service that is not in the service catalogue, if there is one.

    ## Why

    The incidents of a service are found by its name. Under another spelling they are two services with half the
    history each. A service that was retired keeps its name in old documents, so this is never an error.

    ## Examples

    ```yaml title="bad" config="services = ['checkout', 'payments']"
    services: [check-out, payments]
    ```

    ```yaml title="good" config="services = ['checkout', 'payments']"
    services: [checkout, payments]
    ```

    Without a catalogue every name is fine:

    ```yaml title="good"
    services: [check-out, payments]
    ```

    ## Options

    `services` is the catalogue: a list of names, or the path of a Backstage `catalog-info.yaml`.
    """
    catalogue = context.config.services
    if catalogue is None or not postmortem.frontmatter.readable:
        return
    broken = spoken_of(postmortem)
    for service in postmortem.frontmatter.texts("services"):
        if service.text not in catalogue and not overlaps(service.span, broken):
            near = nearest(service.text, catalogue)
            yield Problem(
                service.span,
                f"the service catalogue has no {service.text}",
                help=f"did you mean `{near}`?" if near else "write the name as the catalogue has it, or add it there",
                warning=True,
            )
