package org.restante.folders;

import java.util.List;

/**
 * What would go with a folder.
 *
 * @param label of the folder itself
 * @param messages in it and in all below it
 * @param size of all that for people, empty where the server does not tell
 * @param below the names of the folders below it
 */
record Contents(String path, String label, long messages, String size, List<String> below) {}
