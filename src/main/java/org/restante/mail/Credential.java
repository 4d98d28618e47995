package org.restante.mail;

/** What opens an account; never logged and never stored unsealed. */
public record Credential(String username, String password) {

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
