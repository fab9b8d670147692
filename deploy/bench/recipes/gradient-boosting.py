"""What gradient boosting reaches on AI4I 2020: the baseline of `deploy/bench.sh quality --set ai4i2020`.

    python3 -m pip install numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1
    python3 deploy/bench/recipes/gradient-boosting.py FOLDER/ai4i2020/ai4i2020.csv

Prints the average precision on the set's own split (rows whose UDI five divides are judged) and over all five parts,
each judged by the others. Standard settings, seed 0, the five measures and the type as three columns of 0 and 1; with
"pairs" also product, difference and ratio of every pair of measures, which our own model has.
"""
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

PARTS = 5


def measures(table):
    values = table.iloc[:, 3:8].to_numpy(float)
    kinds = pd.get_dummies(table["Type"])[["L", "M", "H"]].to_numpy(float)
    pairs = []
    for i in range(values.shape[1]):
        for j in range(i):
            a, b = values[:, i], values[:, j]
            pairs += [a * b, a - b, a / np.where(b == 0, 1, b)]
    return np.hstack([values, kinds]), np.hstack([values, np.array(pairs).T, kinds])


def judge(name, make, rows, failed, part):
    said = np.zeros(len(failed))
    for k in range(PARTS):
        model = make().fit(rows[part != k], failed[part != k])
        said[part == k] = model.predict_proba(rows[part == k])[:, 1]
    split = average_precision_score(failed[part == 0], said[part == 0])
    print(f"{name:32} split {split:.3f}   all five parts {average_precision_score(failed, said):.3f}", flush=True)


def main():
    table = pd.read_csv(sys.argv[1])
    failed = table["Machine failure"].to_numpy()
    part = table["UDI"].to_numpy() % PARTS
    plain, paired = measures(table)
    exact = lambda: GradientBoostingClassifier(random_state=0)
    histograms = lambda: HistGradientBoostingClassifier(random_state=0)
    judge("gradient boosting, exact", exact, plain, failed, part)
    judge("gradient boosting, histograms", histograms, plain, failed, part)
    judge("histograms, with pairs", histograms, paired, failed, part)


main()
