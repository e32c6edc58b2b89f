#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The C verifier against the public checker: 500 mutated solutions, instances and certificates must
get the same verdict, the same recomputed figures and the same recomputed bound from both.

  HEARTH_SHARED=folder mutants.py PROGRAM [COUNT] [SEED]

The checker (planner/check.py) is the judge; PROGRAM is build/hearth-plan or "build/hearth plan".
Seeded, so a failure comes back with the same number. Last line: N passed, N failed."""
import copy, json, os, random, subprocess, sys, tempfile

PLANNER = os.path.join(os.environ["HEARTH_SHARED"], "planner")
sys.path.insert(0, PLANNER)
import check


def generated(folder, *options):
    path = os.path.join(folder, "base.json")
    subprocess.run([sys.executable, os.path.join(PLANNER, "gen.py"), "--out", path, *options], check=True,
                   stdout=subprocess.DEVNULL)
    solution = os.path.join(folder, "base.plan.json")
    subprocess.run([sys.executable, os.path.join(PLANNER, "greedy.py"), path, solution], check=True,
                   stdout=subprocess.DEVNULL)
    return check.load(path), check.load(solution)


def leaf(r, instance, world):
    """Random prices of every kind: valid by construction."""
    carers, weeks, families = len(instance["carers"]), world.weeks, len(instance["families"])
    some = lambda n: range(r.randint(0, n))
    out = {"slot": {}, "week": {}, "families": {}, "introductions": {}, "cut": [], "pair": []}
    for _ in some(60):
        c = r.randrange(carers)
        ws = instance["carers"][c]["windows"] or [[0, 48]]
        w = r.choice(ws)
        out["slot"][c, r.randrange(w[0], w[1])] = r.randint(0, 200000)
    for _ in some(8):
        out["week"][r.randrange(carers), r.randrange(weeks)] = r.randint(0, 60000)
        out["families"][r.randrange(carers)] = r.randint(0, 300000)
        out["introductions"][r.randrange(carers)] = r.randint(0, 300000)
        out["cut"].append([r.randrange(carers), r.randrange(weeks), r.randint(1, 9), r.randint(0, 90000)])
    for _ in some(6):
        c, (f, g) = r.randrange(carers), sorted(r.sample(range(families), 2))
        reach = world.between(c, f, g)
        if min(instance["families"][f]["gap"], instance["families"][g]["gap"]) >= reach:
            out["pair"].append([c, f, g, r.randrange(world.H), r.randint(0, 300000)])
    node = {"slot": [[c, t, p] for (c, t), p in sorted(out["slot"].items())],
            "week": [[c, w, p] for (c, w), p in sorted(out["week"].items())],
            "families": [list(q) for q in sorted(out["families"].items())],
            "introductions": [list(q) for q in sorted(out["introductions"].items())],
            "cut": out["cut"], "pair": out["pair"]}
    if r.random() < 0.3:
        node["locked"] = r.randint(0, 100000)
    return node


def tree(r, instance, world, solution, depth):
    if depth == 0 or r.random() < 0.5:
        return leaf(r, instance, world)
    pairs = [[q[0], q[1]] for q in solution["sessions"]]
    pair = r.choice(pairs) if pairs and r.random() < 0.8 else \
        [r.randrange(len(instance["families"])), r.randrange(len(instance["carers"]))]
    return {"branch": pair, "without": tree(r, instance, world, solution, depth - 1),
            "with": tree(r, instance, world, solution, depth - 1)}


def honest(instance, solution):
    """Puts the right claims on whatever sessions there are."""
    world = check.World(instance)
    _, figures = check.check_solution(world, solution)
    solution["objective"], solution["report"] = figures["objective"], figures["report"]
    slots = {}
    for f, _, s, e in solution["sessions"]:
        slots[f] = slots.get(f, 0) + e - s
    solution["why"] = [[f, world.funnel(f)[0] or "capacity"] for f in range(len(world.F))
                       if slots.get(f, 0) < world.F[f]["min"]]


def new_certificate(r, instance, solution):
    world = check.World(instance)
    solution["certificate"] = {"scale": r.choice([1, 7, 1000]), **tree(r, instance, world, solution, 3)}
    try:
        bound = check.prove(world, solution, 1)
    except check.Bad:
        bound = 0
    solution["bound"] = max(bound, solution["objective"], -(1 << 62))


def mutate_solution(r, instance, s):
    kind = r.randrange(13)
    q = r.choice(s["sessions"]) if s["sessions"] else None
    if kind == 0 and q:
        d = r.choice([-48, -4, -1, 1, 2, 48, 336])
        q[2] += d; q[3] += d
    elif kind == 1 and q:
        q[3] += r.choice([-4, -2, -1, 1, 2, 4])
    elif kind == 2 and q:
        q[1] = r.randrange(-1, len(instance["carers"]) + 1)
    elif kind == 3 and q:
        q[0] = r.randrange(-1, len(instance["families"]) + 1)
    elif kind == 4 and q:
        s["sessions"].remove(q)
    elif kind == 5 and q:
        s["sessions"].append(list(q))
    elif kind == 6:
        k = r.choice(sorted(s["report"]))
        s["report"][k] += r.choice([-1, 1, 1000])
    elif kind == 7 and s["why"]:
        i = r.randrange(len(s["why"]))
        r.choice([lambda: s["why"].pop(i), lambda: s["why"].reverse(),
                  lambda: s["why"][i].__setitem__(1, r.choice(["time", "skill", "capacity", "window"])),
                  lambda: s["why"].append(list(s["why"][i]))])()
    elif kind == 8:
        s["objective"] += r.choice([-1, 1])
    elif kind == 9:
        s["bound"] = r.choice([s["bound"] - 1, s["bound"] + 1, s["objective"], s["objective"] - 1])
    elif kind == 10:
        s["instance"] += r.choice(["x", " "])
    elif kind == 11:
        s.pop(r.choice(["certificate", "bound", "report", "why", "objective"]))
    else:
        mutate_prices(r, s["certificate"])


def mutate_prices(r, node):
    while "branch" in node:
        if r.random() < 0.3:
            choice = r.randrange(3)
            if choice == 0:
                node["branch"][r.randrange(2)] += r.choice([-1, 1, 1000])
            elif choice == 1:
                node["without"], node["with"] = node["with"], node["without"]
            else:
                node["with"] = {"branch": list(node["branch"]), "without": {}, "with": node["with"]}
            return
        node = node[r.choice(["with", "without"])]
    rows = [v for k, v in sorted(node.items()) if isinstance(v, list) and v and isinstance(v[0], list)]
    if not rows or r.random() < 0.1:
        node["locked"] = r.choice([0, 5000, -1])
        return
    rows = r.choice(rows)
    i = r.randrange(len(rows))
    r.choice([lambda: rows.pop(i), lambda: rows.append(list(rows[i])),
              lambda: rows[i].__setitem__(-1, rows[i][-1] + r.choice([-100, 1, 100000])),
              lambda: rows[i].__setitem__(-1, -1), lambda: rows[i].__setitem__(0, rows[i][0] + 1),
              lambda: rows[i].__setitem__(1, rows[i][1] + r.choice([-1, 1, 2000]))])()


def mutate_instance(r, instance):
    f, c = r.choice(instance["families"]), r.choice(instance["carers"])
    kind = r.randrange(15)
    if kind == 0:
        f["gap"] = max(0, f["gap"] + r.choice([-6, 6, 48]))
    elif kind == 1 and f["windows"]:
        f["windows"].pop(r.randrange(len(f["windows"])))
    elif kind == 2 and c["windows"]:
        w = r.choice(c["windows"])
        if w[1] - w[0] > 2:
            w[r.randrange(2)] += r.choice([0, 0, 1]) if r.random() < .5 else 0
            w[1] -= 1
    elif kind == 3:
        c["week_max"] = max(0, c["week_max"] + r.choice([-8, -4, 4]))
    elif kind == 4:
        c["families_max"] = r.randrange(3)
    elif kind == 5:
        c["new_max"] = r.randrange(2)
    elif kind == 6 and c["skills"]:
        r.choice(c["skills"])[r.randrange(1, 3)] = r.randrange(instance["days"])
    elif kind == 7:
        f["max_distance"] = r.randrange(20000)
    elif kind == 8:
        f["excluded"] = sorted(set(f["excluded"]) | {r.randrange(len(instance["carers"]))})
    elif kind == 9:
        f["languages"] = r.choice([[], [0], [1], [2], [0, 1, 2]])
    elif kind == 10:
        c["mode"] = "visit" if c["mode"] == "home" else "home"
    elif kind == 11:
        instance["params"]["turnaround"] = r.randrange(5)
    elif kind == 12:
        f["carers_max"] = r.randint(1, 2)
    elif kind == 13:
        f["children"] = f["children"] * 2
    else:
        f["overnight"] = not f["overnight"]


def judge(instance, solution):
    """check.py's exit status, with the figures it recomputed."""
    try:
        check.check_instance(instance)
    except check.Bad:
        return 2, None
    world = check.World(instance)
    try:
        errors, figures = check.check_solution(world, solution)
    except (ValueError, KeyError, TypeError, AttributeError):
        return 1, None
    status = 1 if errors else 0
    try:
        proved = check.prove(world, solution, 1)
        figures["proved_bound"] = proved
        if type(solution.get("bound")) is not int or solution["bound"] < proved:
            status = status or 3
    except (check.Bad, KeyError, TypeError, ValueError):
        status = status or 3
    return status, figures


def verdict(program, folder, instance, solution):
    a, b = os.path.join(folder, "i.json"), os.path.join(folder, "s.json")
    with open(a, "w") as fh:
        json.dump(instance, fh)
    with open(b, "w") as fh:
        json.dump(solution, fh)
    run = subprocess.run([*program, "verify", a, b, "--json"], capture_output=True, text=True)
    try:
        return run.returncode, json.loads(run.stdout)
    except ValueError:
        return run.returncode, None


def agrees(want, got):
    """None when both say the same, else what differs."""
    (status, figures), (code, answer) = want, got
    if code == 8:                                   # locked sessions that contradict: check.py has no word for it
        return None if status != 0 else "contradiction, but the checker accepts"
    if (status == 0) != (code == 0) or code not in (0, 2, 7):
        return "checker %d, verifier %d" % (status, code)
    if figures is None or answer is None:
        return None
    if answer["objective"] != figures["objective"] or answer["report"] != figures["report"]:
        return "figures %r and %r" % (figures, answer)
    bound = figures.get("proved_bound")
    if bound is not None and bound > -(1 << 62) and "proved_bound" in answer and answer["proved_bound"] != bound:
        return "bound %r and %r" % (bound, answer["proved_bound"])
    if bound is not None and bound > -(1 << 62) and "proved_bound" not in answer:
        return "the checker proves %d, the verifier nothing" % bound
    return None


def main():
    program, count = sys.argv[1].split(), int(sys.argv[2]) if len(sys.argv) > 2 else 500
    r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    passed = failed = accepted = 0
    with tempfile.TemporaryDirectory() as folder:
        bases = [(check.load(os.path.join(PLANNER, "tiny.json")), check.load(os.path.join(PLANNER, "tiny.best.json")))]
        for options in (["--families", "14", "--carers", "9", "--seed", "11"],
                        ["--families", "20", "--carers", "10", "--seed", "12", "--visit", "1"],
                        ["--families", "16", "--carers", "9", "--seed", "13", "--published", "0.6", "--locked"],
                        ["--families", "12", "--carers", "8", "--seed", "14", "--days", "17",
                         "--overnight-families", "1", "--overnight-carers", "1"],
                        ["--families", "15", "--carers", "9", "--seed", "15", "--unicode", "--scarcity", "0.5"]):
            bases.append(generated(folder, *options))
        for k in range(count):
            instance, solution = copy.deepcopy(r.choice(bases))
            honest(instance, solution)
            new_certificate(r, instance, solution)
            if r.random() < 0.4:
                mutate_instance(r, instance)
                if r.random() < 0.7:
                    honest(instance, solution)
                if r.random() < 0.5:
                    new_certificate(r, instance, solution)
            if r.random() < 0.7:
                mutate_solution(r, instance, solution)
            want = judge(instance, solution)
            wrong = agrees(want, verdict(program, folder, instance, solution))
            accepted += want[0] == 0
            passed += wrong is None
            if wrong is not None:
                failed += 1
                print("mutant %d: %s" % (k, wrong))
                keep = os.environ.get("HEARTH_KEEP")
                if keep:
                    for name in "is":
                        os.replace(os.path.join(folder, name + ".json"), os.path.join(keep, "%s%d.json" % (name, k)))
    print("# %d of %d accepted by both" % (accepted, count))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
