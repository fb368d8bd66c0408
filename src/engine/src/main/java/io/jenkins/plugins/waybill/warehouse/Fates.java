package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of each candidate that was looked at. Beyond a number that no list which people keep comes near to, those
 * that were left out are only counted.
 */
public final class Fates {

    private static final int MOST = 100_000;

    private final List<Candidate> said = new ArrayList<>();
    private int unsaid;

    /** Notes one more. */
    public void add(Candidate candidate) {
        if (candidate.taken() || said.size() < MOST) {
            said.add(candidate);
        } else {
            unsaid++;
        }
    }

    /** In the order in which they were noted. */
    public List<Candidate> list() {
        if (unsaid == 0) {
            return said;
        }
        List<Candidate> all = new ArrayList<>(said);
        all.add(new Candidate(unsaid + " more", false, "too many to list each"));
        return all;
    }
}
