// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "model/sources/source_factory.h"

#include <QByteArray>

#include <map>
#include <string_view>

namespace synoptic {

/// Where a command has its sockets from: this network namespace, or all with --all-namespaces.
class CommandSource {
public:
    explicit CommandSource(const CommandLine& line);

    /// Null where it cannot be had; problem() is the line that says why.
    ObservationSource* get() const { return source_.get(); }
    /// One that adds to it where it works, and is no loss where it does not; or null.
    ObservationSource* extra() const { return extra_.get(); }
    /// The packet filter's rules, for the diagnosis of this namespace; or null.
    ObservationSource* firewall() const { return firewall_.get(); }
    /// Else what is left out from the start, or nothing.
    const QString& problem() const { return problem_; }

    bool coversAll() const { return own_ != 0; }
    /// True for sockets of a namespace that is not this program's.
    bool isElsewhere(std::uint64_t netns) const { return coversAll() && netns != own_; }
    /// The name of a namespace, or nothing. Hostile text.
    std::string_view name(std::uint64_t netns) const;
    /// Its name, else its number, for a column of a table.
    QByteArray cell(std::uint64_t netns) const;
    /// Of the widest cell there can be.
    qsizetype cellWidth() const;

private:
    std::unique_ptr<ObservationSource> source_;
    std::unique_ptr<ObservationSource> extra_;
    std::unique_ptr<ObservationSource> firewall_;
    QString problem_;
    std::map<std::uint64_t, std::string> names_; ///< of all covered; may be empty
    std::uint64_t own_ = 0;                      ///< 0: only this namespace is covered
};

} // namespace synoptic
