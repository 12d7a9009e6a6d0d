// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/session_models.h"

#include <QString>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace synoptic {

/// Saves captured packets as pcapng, each with the process it belongs to as a comment where that is
/// known. Made on the GUI thread, done on another.
class PacketSaving {
public:
    /// Of one connection, or of all with 0: the packets there are now.
    PacketSaving(SessionModels& models, ConnectionKey connection);

    /// Empty if all is well, else the reason.
    QString saveTo(const QString& path) const;

private:
    std::shared_ptr<const PacketHistory> history_;
    PacketIndex::View packets_;
    std::vector<PacketNumber> numbers_; ///< empty: all
    std::map<FlowNumber, std::string> comments_;
};

} // namespace synoptic
