package org.restante.account;

/**
 * Who is signed in; controllers take it as an argument.
 *
 * @param address as shown
 * @param domain the mail domain in its ASCII form
 * @param username the name on the mail server
 */
public record Account(String address, String domain, String username) {}
