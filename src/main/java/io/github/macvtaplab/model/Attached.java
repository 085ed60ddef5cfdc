package io.github.macvtaplab.model;

/**
 * Says by what a guest's NIC is attached on the KVM host.
 *
 * @param guest the guest
 * @param subnet the subnet that the NIC is for
 * @param mac the NIC's MAC address
 * @param device the device on the host that carries the guest's frames: a macvtap or a tap
 * @param on what the device is on: the macvtap's lower device, or the bridge that the tap is a port of
 */
public record Attached(End guest, SubnetName subnet, String mac, String device, String on) {}
