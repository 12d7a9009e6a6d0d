// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/report_ladders.h"

#include <set>

namespace synoptic {

namespace {

/// The packets whose fields the rows shown tell of.
std::set<PacketNumber> packetsShown(const LadderRows& ladder) {
    std::set<PacketNumber> wanted;
    const auto [from, to] = ladderGap(ladder.rows().size());
    for (std::size_t i = 0; i < ladder.rows().size(); ++i) {
        if (i >= from && i < to)
            continue;
        const LadderRow& row = ladder.rows()[i];
        for (const std::uint32_t position : {row.first, row.last}) {
            if (position < ladder.packets().size())
                wanted.insert(ladder.packets()[position]);
        }
    }
    // The opening tells what relative numbers count from.
    for (std::size_t i = 0; i < std::min<std::size_t>(ladder.packets().size(), 4); ++i)
        wanted.insert(ladder.packets()[i]);
    return wanted;
}

} // namespace

std::pair<std::size_t, std::size_t> ladderGap(std::size_t rows) {
    if (rows <= kLadderBeginning + kLadderEnd + 1)
        return {rows, rows};
    return {kLadderBeginning, rows - kLadderEnd};
}

void addLadders(ReportMaterial& material, const std::shared_ptr<const PacketHistory>& history) {
    const std::unique_ptr<PacketStore> store = history ? history->openStore() : nullptr;
    if (!store)
        return;
    const PacketIndex::View view = history->index().view();
    for (const std::size_t place : flaggedConnections(material, kMostLadders)) {
        const ReportConnection& c = material.connections[place];
        if (c.snapshot.wire.lastPacket == kNoPacket)
            continue;
        LadderContent ladder;
        ladder.connection = c.snapshot;
        ladder.detail = c.detail;
        ladder.rows.update(view, c.snapshot.wire, c.detail ? &*c.detail : nullptr, {});
        std::map<PacketNumber, PacketDetail> read;
        for (const PacketNumber number : packetsShown(ladder.rows)) {
            if (view.contains(number))
                read.emplace(number, readPacketDetail(*store, view[number], number));
        }
        ladder.read = std::make_shared<const std::map<PacketNumber, PacketDetail>>(std::move(read));
        if (!ladder.rows.rows().empty())
            material.ladders.push_back(std::move(ladder));
    }
}

} // namespace synoptic
