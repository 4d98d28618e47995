package org.restante.reading.filing;

/** The forms' one convention: a form that takes a thing away says so in a field of its own. */
final class Form {

    /** HTML forms know no DELETE. */
    static final String DESTROY = "_method=delete";

    static final String CREATE = "!_method";

    private Form() {}
}
