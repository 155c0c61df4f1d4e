"""Works that begin together, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connections


def at_once(*works: Callable) -> list:
    """Run each in a thread of its own, all released together. → results or exceptions, in the same order."""
    barrier = threading.Barrier(len(works))
    answers = [None] * len(works)

    def run(number, work):
        barrier.wait()
        try:
            answers[number] = work()
        except Exception as error:  # the test looks at what came
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return answers
