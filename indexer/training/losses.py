"""What the student is held to: the teacher's vectors, and finding its own among many."""

import torch
from torch import Tensor
from torch.nn import functional

SHARPNESS = 20.0
"""The inverse temperature of a cosine in a contrast, as the teacher was trained with."""
SAME = 0.95
"""Targets at least this alike are one text to the teacher, and no negatives of each other."""


def imitation(vectors: Tensor, targets: Tensor) -> Tensor:
    """How far vectors are from the teacher's, 0 to 2; the mean over the batch."""
    return (1 - (vectors * targets).sum(1)).mean()


def contrast(vectors: Tensor, targets: Tensor, others: Tensor) -> Tensor:
    """Each vector should find its target among the batch's and `others`, and each target its vector.

    vectors, targets: (n, 384). others: (m, 384), more of the teacher's vectors. Both directions, since the
    one from targets to vectors is where hubs form.
    """
    pool = torch.cat([targets, others])
    alike = targets @ pool.T >= SAME
    alike.fill_diagonal_(False)
    own = torch.arange(len(vectors), device=vectors.device)
    scores = (vectors @ pool.T * SHARPNESS).masked_fill(alike, -1e4)
    back = (targets @ vectors.T * SHARPNESS).masked_fill(alike[:, : len(vectors)], -1e4)
    return functional.cross_entropy(scores, own) + functional.cross_entropy(back, own)


def retrieval(questions: Tensor, passages: Tensor, same: Tensor) -> Tensor:
    """Each question should find its passage among the batch's.

    same: bool (n, n), which passages are no negative of a question for being its own text again.
    """
    scores = (questions @ passages.T * SHARPNESS).masked_fill(same, -1e4)
    own = torch.arange(len(questions), device=questions.device)
    return functional.cross_entropy(scores, own) + 0.5 * functional.cross_entropy(scores.T, own)


def grouped_retrieval(questions: Tensor, passages: Tensor, answers: Tensor) -> Tensor:
    """Each question should find any passage that answers it among the batch's, and each passage any question.

    answers: bool (q, p), with a passage for each question and a question for each passage.
    """
    scores = questions @ passages.T * SHARPNESS
    right = scores.masked_fill(~answers, -torch.inf)
    forth = (scores.logsumexp(1) - right.logsumexp(1)).mean()
    back = (scores.logsumexp(0) - right.logsumexp(0)).mean()
    return forth + 0.5 * back
