package org.restante.mail;

/** What went wrong, as far as the user has to know; each kind has its own sentence. */
public enum Problem {
    /** The server said that address and password do not match. */
    WRONG_PASSWORD,
    /** The account exists, but may not sign in (disabled, expired, to be asked of the provider). */
    ACCOUNT_DISABLED,
    /** The server allows no more connections for this account. */
    TOO_MANY_CONNECTIONS,
    /** The server's name is not known or nothing answers at its port. */
    SERVER_UNREACHABLE,
    /** The server was reached, but did not answer in time. */
    SERVER_SILENT,
    /** The connection broke while work was going on. */
    CONNECTION_LOST,
    /** The certificate is not valid for this server. */
    CERTIFICATE_WRONG,
    /** The server does not offer the encryption that this domain demands. */
    ENCRYPTION_MISSING,
    /** The server asks to try again later. */
    SERVER_BUSY,
    /** All of this account's connections are in use and none became free in time. */
    ACCOUNT_BUSY,
    /** The server's answer broke the protocol. */
    SERVER_CONFUSED,
    /** There is no mailbox of that name, any more or at all. */
    MAILBOX_MISSING,
    /** A mailbox of that name is there already. */
    MAILBOX_EXISTS,
    /** The mailbox holds other mailboxes only and cannot be opened. */
    MAILBOX_NOT_SELECTABLE,
    /** The server cannot have a mailbox of that name. */
    MAILBOX_NAME_REFUSED,
    /** The message is gone: moved or deleted, probably from another device. */
    MESSAGE_MISSING,
    /** The account has no space left. */
    QUOTA_EXCEEDED,
    /** The user may not do that here (ACL, read-only mailbox). */
    NOT_PERMITTED,
    /** The server refused for a reason of its own. */
    REFUSED,
    /** The session's mailbox was emptied and made anew meanwhile; the page is out of date. */
    MAILBOX_REPLACED
}
