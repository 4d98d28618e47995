package org.restante.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Says in one line why a test cannot run on this machine; with {@code -Drestante.missing=fail} it
 * fails instead, so that a machine that should have everything cannot skip in silence.
 */
public final class Missing {
    private static final Set<String> said = ConcurrentHashMap.newKeySet();

    private Missing() {}

    /** Ends the calling test, which is found on the stack: {@code throw Missing.abort(reason)}. */
    public static RuntimeException abort(String reason) {
        return abort(callingTest(), reason);
    }

    /** Ends the test of the given class; never returns normally. */
    public static RuntimeException abort(Class<?> test, String reason) {
        String line = "not run: " + test.getSimpleName() + ": " + reason;
        if ("fail".equals(System.getProperty("restante.missing"))) {
            return Assertions.fail(line);
        }
        if (said.add(line)) {
            System.out.println(line);
        }
        return Assumptions.abort(reason);
    }

    private static Class<?> callingTest() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(
                        frames ->
                                frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                                        .filter(Missing::isTest)
                                        .findFirst())
                .orElse(Missing.class);
    }

    private static boolean isTest(Class<?> type) {
        String outermost = type.getName().replaceFirst("\\$.*", "");
        return outermost.endsWith("Tests") || outermost.endsWith("Test");
    }
}
