package org.restante.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * A result that the server is asked for together with all other pending ones, in one round trip, as
 * soon as the first of them is needed; what nobody asks for is done before the lease ends.
 */
@FunctionalInterface
public interface Pending<T extends @Nullable Object> {

    /** Sends what is waiting, if that was not done yet, and returns this command's result. */
    T get();
}
