// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_content.h"
#include "views/theme/theme.h"

#include <QString>

class QIODevice;

namespace synoptic {

/// A ladder on paper or in a drawing ends after so many rows, and says so.
inline constexpr std::size_t kMostExportedRows = 2'000;

/// "192.0.2.10:41836 ↔ 198.51.100.24:8080 · 64 packets"
QString ladderSubject(const LadderContent& content);

/// The whole ladder as one drawing. False if the device cannot be written.
bool renderLadderSvg(QIODevice* device, const Theme& theme, const LadderContent& content);
/// The same on pages of A4, in the light theme.
bool renderLadderPdf(QIODevice* device, const LadderContent& content);

} // namespace synoptic
