package org.restante.folders;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a folder to be called and where they want it.
 *
 * @param parent the path of the folder that it shall be in, empty for none
 */
record FolderForm(@Nullable String name, @Nullable String parent) {

    String wanted() {
        return name == null ? "" : name.strip();
    }

    String inside() {
        return parent == null ? "" : parent;
    }
}
