package io.jenkins.plugins.waybill.store;

import java.io.EOFException;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RootCauseTest {

    @Test
    void theDeepestCauseThatSaysAnythingIsQuoted() {
        assertThat(RootCause.message(new IOException("outer", new IOException("inner"))))
                .isEqualTo("inner");
        assertThat(RootCause.message(new IllegalStateException(new IOException("sending failed", new EOFException()))))
                .isEqualTo("sending failed");
    }

    @Test
    void whereNobodySaysAnythingTheKindIsNamed() {
        assertThat(RootCause.message(new IllegalStateException(new EOFException())))
                .isEqualTo("EOFException");
    }
}
