package io.github.macvtaplab.ansible;

/** An address that the inventory gives a host by a variable. */
record Given(LabHost host, String variable, Ip ip) {
    String describe() {
        return host.name() + " " + variable;
    }
}
