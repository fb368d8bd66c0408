package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The choice among versions that are known by their text alone: which count, in what order, how many, and why not the
 * others.
 */
public final class Ranking {

    /** What a person can read. */
    private static final int MOST_EXPLAINED = 1_000;

    private final Set<String> admitted = new LinkedHashSet<>();
    private final List<Candidate> left = new ArrayList<>();

    /** Lets a version take part, or leaves it out for a reason. */
    public void consider(String version, Function<String, Optional<String>> objection) {
        objection.apply(version).ifPresentOrElse(reason -> leave(version, reason), () -> admitted.add(version));
    }

    /** Leaves something out. */
    public void leave(String what, String reason) {
        left.add(new Candidate(what, false, reason));
    }

    /** Puts what counts in order, best first. */
    public void sort(Comparator<String> order) {
        List<String> sorted = new ArrayList<>(admitted);
        sorted.sort(order);
        admitted.clear();
        admitted.addAll(sorted);
    }

    /** The best ones, no more than a limit. */
    public List<String> taken(int limit) {
        return admitted.stream().limit(limit).toList();
    }

    /** What became of each. */
    public List<Candidate> explained(int limit) {
        List<Candidate> all = new ArrayList<>();
        for (String version : admitted) {
            int number = all.size() + 1;
            boolean taken = number <= limit;
            String reason = !taken
                    ? "discoveryLimit " + limit + " was reached"
                    : number == 1 ? "the best of the versions" : "number " + number + " of the versions";
            all.add(new Candidate(version, taken, reason));
        }
        all.addAll(left);
        if (all.size() <= MOST_EXPLAINED) {
            return all;
        }
        List<Candidate> some = new ArrayList<>(all.subList(0, MOST_EXPLAINED));
        some.add(new Candidate(all.size() - MOST_EXPLAINED + " more", false, "too many to list each"));
        return some;
    }
}
