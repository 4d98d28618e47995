package org.restante.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MissingTests {

    @Test
    void skipsWithTheReasonOrFailsWhereAsked() {
        String before = System.getProperty("restante.missing", "warn");
        try {
            System.setProperty("restante.missing", "warn");
            assertThat(catchThrowable(() -> Missing.abort("only an example")))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("only an example");

            System.setProperty("restante.missing", "fail");
            assertThat(catchThrowable(() -> Missing.abort("only an example")))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessage("not run: MissingTests: only an example");
        } finally {
            System.setProperty("restante.missing", before);
        }
    }
}
