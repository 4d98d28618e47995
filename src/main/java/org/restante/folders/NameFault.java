package org.restante.folders;

/** Why a folder cannot be called that; each has its sentence, {@code folder.fault.<name>}. */
enum NameFault {
    EMPTY,
    LONG,
    CONTROL,
    /** It holds the character that separates the levels on this server. */
    DELIMITER,
    INBOX,
    EXISTS,
    /** The server keeps folders in one level. */
    FLAT,
    /** A folder cannot be put into itself. */
    INSIDE_ITSELF,
    /** The folder that it shall be in is gone. */
    PARENT_GONE,
    REFUSED,
    NOT_PERMITTED;

    /** Whether the place is at fault and not the name. */
    public boolean ofPlace() {
        return this == FLAT || this == INSIDE_ITSELF || this == PARENT_GONE;
    }
}
