/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* act.c - the words of the acts. */
#include "model/act.h"

#include "base/err.h"

static const struct {
    const char *code, *label;
} acts[ACT__END] = {
    [ACT_ADD] = {"add", N_("Added")},
    [ACT_CORRECT] = {"correct", N_("Corrected")},
    [ACT_UNDO] = {"undo", N_("Undone")},
    [ACT_ADMIT] = {"admit", N_("Admitted")},
    [ACT_LEAVE] = {"leave", N_("Left")},
    [ACT_RETURN] = {"return", N_("Returned")},
    [ACT_MOVE] = {"move", N_("Moved")},
    [ACT_GO_OUT] = {"go-out", N_("Away for a time")},
    [ACT_CLOSE] = {"close", N_("Closed")},
    [ACT_REOPEN] = {"reopen", N_("Opened again")},
    [ACT_DISABLE] = {"disable", N_("Disabled")},
    [ACT_ENABLE] = {"enable", N_("Enabled")},
    [ACT_ASK] = {"ask", N_("Asked for")},
    [ACT_ERASE] = {"erase", N_("Erased")},
    [ACT_START] = {"start", N_("Begun")},
    [ACT_FINISH] = {"finish", N_("Done")},
    [ACT_CANCEL] = {"cancel", N_("Not needed any more")},
    [ACT_RESERVE] = {"reserve", N_("Reserved")},
    [ACT_RELEASE] = {"release", N_("Released")},
    [ACT_BORN] = {"born", N_("Born")},
    [ACT_CONFIRM] = {"confirm", N_("Confirmed")},
    [ACT_READ] = {"read", N_("Read")},
    [ACT_ASSIGN] = {"assign", N_("Worker named")},
    [ACT_HAND_OVER] = {"hand-over", N_("Handed over")},
    [ACT_SUSPEND] = {"suspend", N_("The work rests")},
    [ACT_MONITOR] = {"monitor", N_("Keeping in touch")},
    [ACT_ACCEPT] = {"accept", N_("Accepted")},
    [ACT_DECLINE] = {"decline", N_("Declined")},
    [ACT_SEND] = {"send", N_("Sent")},
    [ACT_SIGN] = {"sign", N_("Signed")},
    [ACT_REDIRECT] = {"redirect", N_("Sent on to another service")},
    [ACT_ACKNOWLEDGE] = {"acknowledge", N_("They have it")},
    [ACT_HOLD] = {"hold", N_("Held")},
    [ACT_FAULT] = {"fault", N_("Fault reported")},
    [ACT_ENROL] = {"enrol", N_("Begins a programme")},
    [ACT_STAGE] = {"stage", N_("At another stage")},
    [ACT_PAUSE] = {"pause", N_("Pause")},
    [ACT_RESUME] = {"resume", N_("Goes on")},
    [ACT_RESULT] = {"result", N_("End of a programme")},
    [ACT_GRADUATE] = {"graduate", N_("Graduate")},
    [ACT_RELAPSE] = {"relapse", N_("Written down")},
    [ACT_RESPOND] = {"respond", N_("Something was done")},
    [ACT_ASSESS] = {"assess", N_("Assessed")},
    [ACT_NOTIFY] = {"notify", N_("Told")},
    [ACT_VERIFY] = {"verify", N_("Proven by a paper")},
    [ACT_REFUTE] = {"refute", N_("Found to be wrong")},
};

const char *act_code(uint64_t act)
{
    return act < ACT__END ? acts[act].code : NULL;
}

const char *act_label(uint64_t act)
{
    return act < ACT__END ? acts[act].label : NULL;
}
