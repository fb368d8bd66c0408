package io.jenkins.plugins.waybill.warehouse;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FatesTest {

    private final Fates fates = new Fates();

    @Test
    void beyondAllMeasureThoseThatWereLeftOutAreCounted() {
        for (int i = 0; i < 100_002; i++) {
            fates.add(new Candidate("v" + i, false, "it is old"));
        }
        fates.add(new Candidate("v-last", true, "the best"));

        List<Candidate> list = fates.list();
        assertThat(list).hasSize(100_002);
        assertThat(list.get(99_999).what()).isEqualTo("v99999");
        assertThat(list.get(100_000).what()).isEqualTo("v-last");
        assertThat(list.get(100_001)).isEqualTo(new Candidate("2 more", false, "too many to list each"));
    }
}
