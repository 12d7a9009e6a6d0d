// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/diagnosis/thresholds.h"
#include "model/items/ladder_content.h"
#include "model/tracking/change_set.h"
#include "model/tracking/source_status.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace synoptic {

/// A connection as a report gets it. All texts are hostile.
struct ReportConnection {
    ConnectionSnapshot snapshot;
    std::optional<ConnectionDetail> detail; ///< what its packets tell, where there are any
    QString host;                           ///< name of the remote end; empty: unknown
    QString user;                           ///< whose it is; empty: unknown
};

/// What a report is made of: values gathered from a capture or from a session, without a clock or
/// a file behind them.
struct ReportMaterial {
    enum class Subject : std::uint8_t { Capture, Computer };
    enum class Privilege : std::uint8_t { None, Ordinary, Root };

    Subject subject = Subject::Capture;
    QString file;                ///< of a capture: its name without folders
    std::uint64_t fileBytes = 0; ///< and its size
    QByteArray fileHash;         ///< SHA-256, 32 bytes; empty: not computed
    QString host;                ///< of a computer: its name
    QString system;              ///< and its operating system: "Linux 6.1"
    Privilege privilege = Privilege::None;
    std::vector<SourceStatus> sources;
    Timestamp first; ///< the time that was watched, or captured
    Timestamp last;
    TrackerTotals totals;
    bool isSelection = false; ///< `connections` are some of all, chosen by a person
    std::vector<ReportConnection> connections; ///< in order of their first packet, or of their key
    std::vector<Finding> findings;
    DiagnosisThresholds thresholds;     ///< what the findings were found with
    StateCounts counts{};               ///< at the end, of all
    std::vector<StateSample> samples;   ///< live: each second
    PacketIndex::View packets;          ///< of a capture: all
    std::vector<LadderContent> ladders; ///< of flagged connections, the most telling first
    QString redactionKey; ///< name of the key if this material is redacted; else empty
};

/// The connections worth a look, as positions in `connections`, the most telling first; no more
/// than `most`. First one of each kind of finding, the gravest kind first, and one of each kind of
/// trouble that no finding is about (losses, closed windows, refusals, resets); then the others
/// that findings name, likewise; then the others with trouble, and what else a person chose.
std::vector<std::size_t> flaggedConnections(const ReportMaterial& material, std::size_t most);
/// Of so many a report shows the ladder.
inline constexpr std::size_t kMostLadders = 6;

class Redactor;
/// Puts other names and addresses everywhere in the material, before anything is made of it.
void redact(ReportMaterial& material, Redactor& redactor);

} // namespace synoptic
