package org.restante.mailbox.probe;

import java.util.List;

/** A step that went wrong, after which nothing more is tried. */
final class Failed extends Exception {

    private static final long serialVersionUID = 1L;

    private final Finding finding;
    private final transient List<String> found;

    Failed(Finding finding, List<String> found) {
        super(finding.name());
        this.finding = finding;
        this.found = found;
    }

    Failed(Finding finding, String... found) {
        this(finding, List.of(found));
    }

    Finding finding() {
        return finding;
    }

    List<String> found() {
        return found;
    }
}
