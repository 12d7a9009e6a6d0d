// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

bool isDnsPort(std::uint16_t port) {
    return port == 53 || port == 5353;
}

} // namespace

void addTcpPayload(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes) {
    if (addHttp(d, bytes) || addTls(d, bytes))
        return;
    if ((isDnsPort(source) || isDnsPort(destination)) && addDns(d, bytes, true))
        return;
    addData(d, bytes);
}

void addUdpPayload(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes) {
    if ((isDnsPort(source) || isDnsPort(destination)) && addDns(d, bytes, false))
        return;
    addData(d, bytes);
}

} // namespace synoptic::fields
