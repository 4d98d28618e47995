package org.restante.contacts;

/** Names in vCards that the library has none for: those of Apple, and those of ours. */
final class VCardNames {

    /** Somebody's own label, of the property that is in the same group. */
    static final String LABEL = "X-ABLabel";

    /** What KIND is in vCard 4.0, for the versions before. */
    static final String OLD_KIND = "X-ADDRESSBOOKSERVER-KIND";

    /** What MEMBER is in vCard 4.0, for the versions before. */
    static final String OLD_MEMBER = "X-ADDRESSBOOKSERVER-MEMBER";

    static final String COLLECTED = "X-RESTANTE-COLLECTED";
    static final String BLOCKED = "X-RESTANTE-BLOCKED";
    static final String IMAGES = "X-RESTANTE-IMAGES";
    static final String TIMES = "X-RESTANTE-TIMES";
    static final String MAILED = "X-RESTANTE-MAILED";
    static final String URN = "urn:uuid:";

    private VCardNames() {}
}
