package io.jenkins.plugins.waybill.approval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.jenkins.plugins.waybill.model.ApproverRule;
import io.jenkins.plugins.waybill.model.Identity;

/**
 * The numbers that rules ask for on their own, filled so that as many as possible are: one person fills one seat, even
 * when several rules match. A maximum matching by augmenting paths; there are a handful of either.
 *
 * @param rules the rules with a number of their own
 * @param people who fills the seats of each, in the same order: places in the list of people
 */
record Seats(List<ApproverRule> rules, List<List<Integer>> people) {

    static Seats fill(List<ApproverRule> all, List<Identity> people) {
        List<ApproverRule> rules = all.stream().filter(rule -> rule.seats() > 0).toList();
        List<Integer> ruleOfSeat = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            for (int seat = 0; seat < Math.min(rules.get(rule).seats(), people.size()); seat++) {
                ruleOfSeat.add(rule);
            }
        }
        int[] personOfSeat = new int[ruleOfSeat.size()];
        Arrays.fill(personOfSeat, -1);
        for (int person = 0; person < people.size(); person++) {
            seat(person, people, rules, ruleOfSeat, personOfSeat, new boolean[personOfSeat.length]);
        }
        List<List<Integer>> seated = new ArrayList<>();
        rules.forEach(rule -> seated.add(new ArrayList<>()));
        for (int seat = 0; seat < personOfSeat.length; seat++) {
            if (personOfSeat[seat] >= 0) {
                seated.get(ruleOfSeat.get(seat)).add(personOfSeat[seat]);
            }
        }
        return new Seats(rules, seated);
    }

    private static boolean seat(
            int person,
            List<Identity> people,
            List<ApproverRule> rules,
            List<Integer> ruleOfSeat,
            int[] personOfSeat,
            boolean[] tried) {
        for (int seat = 0; seat < personOfSeat.length; seat++) {
            if (tried[seat] || !rules.get(ruleOfSeat.get(seat)).matches(people.get(person))) {
                continue;
            }
            tried[seat] = true;
            if (personOfSeat[seat] < 0 || seat(personOfSeat[seat], people, rules, ruleOfSeat, personOfSeat, tried)) {
                personOfSeat[seat] = person;
                return true;
            }
        }
        return false;
    }

    /** What is missing, one text for each rule that is short. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int filled = people.get(i).size();
            int lacking = rules.get(i).seats() - filled;
            if (lacking > 0) {
                missing.add(filled + " of " + rules.get(i).seats() + " from "
                        + rules.get(i).describe() + ", " + lacking + " more needed");
            }
        }
        return missing;
    }
}
