// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synoptic {

/// Live packets, as a person asked for them.
struct CaptureRequest {
    QString interface;            ///< "any" for all
    QString filter;               ///< pcap-filter(7); empty: everything
    bool recordPayload = false;   ///< whole packets
    bool asAdministrator = false; ///< after a password

    bool isValid() const { return !interface.isEmpty(); }
};

/// An interface that can be captured; texts are hostile.
struct InterfaceChoice {
    QString name;
    QString description;
    bool isUp = false;
    bool isLoopback = false;
};

} // namespace synoptic
