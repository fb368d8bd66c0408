package io.jenkins.plugins.waybill.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitedStreamTest {

    @Test
    void whatIsWithinTheLimitIsReadWhole() throws Exception {
        assertThat(stream(10, 10).readAllBytes()).hasSize(10);
    }

    @Test
    void whatIsLargerFailsHoweverItIsRead() {
        assertThatThrownBy(() -> stream(11, 10).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessage("The list is too large; no more is read");
        assertThatThrownBy(() -> stream(11, 10).skip(11)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    LimitedStream stream = stream(11, 10);
                    while (stream.read() >= 0) {
                        // Byte by byte.
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private static LimitedStream stream(int size, long limit) {
        return new LimitedStream(new ByteArrayInputStream(new byte[size]), limit, "The list");
    }
}
