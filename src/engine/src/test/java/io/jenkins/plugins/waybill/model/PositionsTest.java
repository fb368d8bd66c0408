package io.jenkins.plugins.waybill.model;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PositionsTest {

    private final Positions positions = Positions.of(
            "a.yaml",
            Map.of(
                    "", new SourcePosition("a.yaml", 3, 5),
                    "/checkout", new SourcePosition("a.yaml", 4, 9),
                    "/checkout/0/path", new SourcePosition("a.yaml", 5, 15)));

    @Test
    void a_value_is_found_by_its_pointer_and_what_is_missing_by_what_is_around_it() {
        assertThat(positions.at("/checkout/0/path")).hasToString("a.yaml:5:15");
        assertThat(positions.at("/checkout/7/branch")).hasToString("a.yaml:4:9");
        assertThat(positions.at("/author")).hasToString("a.yaml:3:5");
        assertThat(Positions.NONE.at("/author")).isEqualTo(SourcePosition.NONE);
    }

    @Test
    void positions_survive_being_stored() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readValue(json.writeValueAsString(positions), Positions.class))
                .isEqualTo(positions);
    }
}
