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
        Fates fates = new Fates();
        int number = 0;
        for (String version : admitted) {
            number++;
            boolean taken = number <= limit;
            String reason = !taken
                    ? "discoveryLimit " + limit + " was reached"
                    : number == 1 ? "the best of the versions" : "number " + number + " of the versions";
            fates.add(new Candidate(version, taken, reason));
        }
        left.forEach(fates::add);
        return fates.list();
    }
}
