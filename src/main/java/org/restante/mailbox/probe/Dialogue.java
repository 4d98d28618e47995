package org.restante.mailbox.probe;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.restante.mail.Credential;

/** What is said to a server of one protocol; everything else is the same for all of them. */
interface Dialogue {

    /** Reads the greeting; fails where it is none of this protocol. */
    String greeting(Line line) throws IOException, Failed;

    /** Asks for TLS on this connection (STARTTLS, STLS); afterwards nothing said before counts. */
    void startTls(Line line) throws IOException, Failed;

    /** What the server can do, in capitals. */
    Set<String> capabilities(Line line) throws IOException, Failed;

    /** What Restante or a mail program makes use of, in the order to be shown. */
    List<String> useful();

    /** What it should not be without. */
    Set<String> wanted();

    /** Signs in; the credential goes nowhere else. */
    void signIn(Line line, Set<String> capabilities, Credential credential)
            throws IOException, Failed;

    void goodbye(Line line) throws IOException;
}
