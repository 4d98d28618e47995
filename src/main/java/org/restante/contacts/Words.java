package org.restante.contacts;

import java.util.Locale;
import java.util.Map;

/** Labels as other programs call them. */
final class Words {

    private static final Map<String, String> KNOWN =
            Map.ofEntries(
                    Map.entry("home", Labels.HOME),
                    Map.entry("personal", Labels.HOME),
                    Map.entry("privat", Labels.HOME),
                    Map.entry("private", Labels.HOME),
                    Map.entry("work", Labels.WORK),
                    Map.entry("business", Labels.WORK),
                    Map.entry("geschäftlich", Labels.WORK),
                    Map.entry("arbeit", Labels.WORK),
                    Map.entry("mobile", Labels.MOBILE),
                    Map.entry("cell", Labels.MOBILE),
                    Map.entry("mobil", Labels.MOBILE),
                    Map.entry("fax", Labels.FAX),
                    Map.entry("other", Labels.OTHER));

    private Words() {}

    /** The label that there are words for, or the text itself; Apple frames its own. */
    static String label(String text) {
        String bare = text.replaceAll("^_\\$!<(.*)>!\\$_$", "$1").strip();
        return KNOWN.getOrDefault(bare.toLowerCase(Locale.ROOT), bare);
    }
}
