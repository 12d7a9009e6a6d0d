// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_record.h"
#include "model/tracking/transition_log.h"

/// One connection, one story: several sources tell of the same transitions, each in its own time
/// and with its own gaps. A hop that two of them tell is one hop with two kinds of evidence.
///
/// Who is believed (DESIGN, "How evidence is joined"): the kernel's trace over all; states the
/// socket table showed over what packets suggest; what packets prove over what was only inferred
/// between two looks.
namespace synoptic {

enum class Telling {
    Known,     ///< the story has this hop; it may have got better evidence
    Added,     ///< the story goes on with it
    Corrected, ///< it took the place of hops on weaker evidence
    Refused,   ///< it does not fit, and what it contradicts is better known
};

/// A source tells that the connection took this hop. `hop.evidence` names the source: Kernel,
/// SocketTable or Packets. The snapshot's state follows unless the connection is closed.
Telling tellHop(ConnectionRecord& record, TransitionLog& log, const PathHop& hop,
                const TimeBounds& bounds);

/// The table shows the connection in the state that the story ends with. True if that is new.
bool confirmState(ConnectionRecord& record, TransitionLog& log, Evidence source);

} // namespace synoptic
