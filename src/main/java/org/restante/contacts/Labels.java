package org.restante.contacts;

import java.util.List;

/** The labels that there are words for in every language; others are somebody's own. */
final class Labels {

    static final String HOME = "home";
    static final String WORK = "work";
    static final String MOBILE = "mobile";
    static final String FAX = "fax";
    static final String OTHER = "other";

    static final List<String> OF_EMAILS = List.of(HOME, WORK, OTHER);
    static final List<String> OF_PHONES = List.of(MOBILE, HOME, WORK, FAX, OTHER);

    private Labels() {}
}
