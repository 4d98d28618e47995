package org.restante.reading.people;

import java.util.Collection;
import java.util.Map;
import org.restante.mail.Address;

/**
 * The people whom an account's owner knows, for whoever shows mail; the owner is the address that
 * somebody is signed in with.
 */
public interface Acquaintances {

    /** Nobody is known, and nothing can be kept. */
    Acquaintances NOBODY =
            new Acquaintances() {
                @Override
                public Map<String, Acquaintance> find(String owner, Collection<String> emails) {
                    return Map.of();
                }

                @Override
                public boolean block(String owner, Address who, boolean blocked) {
                    return false;
                }

                @Override
                public boolean showImages(String owner, Address who, boolean always) {
                    return false;
                }
            };

    /** Those of the addresses that are known, each as it was written; asked once for a page. */
    Map<String, Acquaintance> find(String owner, Collection<String> emails);

    /** Says that somebody's mail is not wanted, or takes it back; false where it was not kept. */
    boolean block(String owner, Address who, boolean blocked);

    /** Says that somebody's remote images are always shown, or takes it back; false as above. */
    boolean showImages(String owner, Address who, boolean always);
}
