package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

final class InventoryContract {
    private InventoryContract() {}

    static List<String> problems(JsonNode tree) {
        return List.of();
    }
}
