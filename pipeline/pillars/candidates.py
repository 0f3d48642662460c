"""The models that training compares. All are linear, so that the one chosen can be stored as plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # comes with scikit-learn, without types
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from pipeline.params import TrainPillarsParams

ITERATIONS = 300
TOLERANCE = 1e-3
MARGIN_C = 0.1
SMOOTHING = 0.3
Floats = NDArray[np.float64]
Fit = Callable[[csr_matrix, NDArray[Any], Floats, TrainPillarsParams], Any]


def _fit_logistic(matrix: csr_matrix, labels: NDArray[Any], weights: Floats, params: TrainPillarsParams) -> Any:
    model = LogisticRegression(C=params.c, max_iter=ITERATIONS, tol=TOLERANCE, random_state=params.seed)
    return model.fit(matrix, labels, sample_weight=weights)


def _fit_margin(matrix: csr_matrix, labels: NDArray[Any], weights: Floats, params: TrainPillarsParams) -> Any:
    model = LinearSVC(C=params.c * MARGIN_C, random_state=params.seed)
    return model.fit(matrix, labels, sample_weight=weights)


def _fit_bayes(matrix: csr_matrix, labels: NDArray[Any], weights: Floats, _: TrainPillarsParams) -> Any:
    model = ComplementNB(alpha=SMOOTHING)
    return model.fit(matrix, labels, sample_weight=weights)


CANDIDATES: dict[str, Fit] = {
    "logistic regression": _fit_logistic,
    "linear support vectors": _fit_margin,
    "complement naive Bayes": _fit_bayes,
}


def coefficients(model: Any) -> tuple[Floats, Floats]:
    """Give the weights (a row a label, a column a feature) and the bias (one a label) of a fitted candidate."""
    if isinstance(model, ComplementNB):
        weights = np.asarray(model.feature_log_prob_, dtype=np.float64)
        return weights - weights.mean(axis=0), np.zeros(len(weights))
    return np.asarray(model.coef_, dtype=np.float64), np.asarray(model.intercept_, dtype=np.float64)
