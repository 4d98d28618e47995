package org.restante.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As whom a user writes.
 *
 * @param name beside the address, empty for none
 * @param replyTo where answers go, empty for the address itself
 * @param signature in plain text, empty for none
 * @param bccSelf whether each message goes to the user too
 * @param receipts whether requests to confirm that a message was read are shown
 * @param hold for how many seconds a message can be taken back, or null where the installation says
 */
public record Identity(
        String name,
        String replyTo,
        String signature,
        boolean bccSelf,
        boolean receipts,
        @Nullable Integer hold) {

    /** What holds until somebody says something else. */
    public static final Identity UNSAID = new Identity("", "", "", false, true, null);

    /** The seconds to choose from. */
    public static final List<Integer> HOLDS = List.of(5, 10, 20, 30);
}
